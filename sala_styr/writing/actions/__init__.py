"""The verbs of writing together: templates, reports, sections, comments, pictures."""
