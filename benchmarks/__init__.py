"""What is measured, against what; `python -m benchmarks` runs everything, `python -m benchmarks NAME` one part."""
