"""What a record, number, finding, edit and agency is: frozen values, without input or output."""
