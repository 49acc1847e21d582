"""Every form of every page, filled in by somebody who wishes us ill or whose cat walks on the keyboard: an answer in words, never an error of ours."""
