// BOHP
