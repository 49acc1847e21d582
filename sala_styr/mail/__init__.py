"""Mail: every letter is a row before it is sent, so that one knows what went to whom, and nobody gets the same twice after a crash."""
