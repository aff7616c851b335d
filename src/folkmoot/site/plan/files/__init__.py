"""Shared texts as files: Markdown, ODT and DOCX in and out; Akoma Ntoso and PDF out.

`reading.read` takes a file in; each writer is a module with a `write` or a `pdf`. Nothing here knows a
database, a clock or chance. See `docs/decisions/` on files in and out.
"""
