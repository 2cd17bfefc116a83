-- nothing; here
/* or ; here */
