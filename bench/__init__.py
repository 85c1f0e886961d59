"""How fast Yifa is, measured on this machine: `make bench`, or `python -m bench [topic …]`. Not part of the tests."""
