"""Folkmoot: an assembly whose every act cites its rule and stands in a public record."""
