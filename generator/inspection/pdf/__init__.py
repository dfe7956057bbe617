"""Reading a PDF: pikepdf (qpdf) takes the file apart; what its strings and streams say is read here, by hand."""
