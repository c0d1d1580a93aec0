"""The drawings of the example site; `make_pictures.py` beside this folder saves them."""
