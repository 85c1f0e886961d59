"""placeholder"""
INDICATORS: dict = {"training_hours": None}
