"""The agency names of a library: what they mean, what is alike, what is offered, and the register that remembers."""
