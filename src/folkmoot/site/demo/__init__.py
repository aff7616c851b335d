"""The demonstration: the first year of the Commons Network, played through the acts of every room."""

from folkmoot.site.demo.year import build

__all__ = ["build"]
