"""The models that read questions and passages."""
