instr hum
  out oscili:a(0.1, 50)
endin
