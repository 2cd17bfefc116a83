SET standard_conforming_strings = off;
SELECT U&'a';
