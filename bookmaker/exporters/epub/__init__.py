"""The EPUB 3.3 publication with everything that older reading systems want."""
