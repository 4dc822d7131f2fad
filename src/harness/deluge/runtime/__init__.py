"""What generated code can reach: values, operators, limits and the run itself."""
