trap = True
