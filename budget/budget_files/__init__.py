"""The detail budget as a file, and back: SIE (#PBUDGET), CSV and XLSX. What is taken out comes in again to the same figures."""
