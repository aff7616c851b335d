"""Joining, standing, branches, offices, leaving.

A person's names, address and settings stand here, in rows that can be destroyed.
The record knows only code names made from the person's key; without the key nobody can tell whose they are.
"""
