"""From finished files to their readers: who they are, what each has got, and the channels that carry it."""
