"""Whatever a person writes is what stands: on the page, in the files and in the paper."""
