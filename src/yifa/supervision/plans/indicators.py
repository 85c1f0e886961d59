"""placeholder"""
INDICATORS: dict = {}
