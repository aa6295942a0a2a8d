"""What every room may use and no room owns: guards, headers, forms, filters, errors."""
