SELECT 'a' /* x */
'b';
