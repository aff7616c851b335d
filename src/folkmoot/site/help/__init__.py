"""Help for a person who is suspended, expelled or charged: letters, clocks, timeline and bundle.

It works for somebody without an account, on a phone, and offline once loaded; what is typed stays in
the browser.
"""
