"""Any sequence of what people may do with money keeps the invariants: a state machine beside a model of plain Python."""
