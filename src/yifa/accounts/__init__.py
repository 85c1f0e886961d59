"""Accounts: who one is. Login, second factors, sessions, passwords, one-time links, and what is logged about them.

What an account may do is `yifa.access`.
"""
