"""Values as they are printed and said aloud: figures, amounts, dates, times."""
