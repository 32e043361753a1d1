"""CL: narrative against table against narrative."""
