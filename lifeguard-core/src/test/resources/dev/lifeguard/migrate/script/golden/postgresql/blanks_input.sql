;;;
SELECT 1;;; ; /* nothing */ ; -- nothing
;
SELECT 'é 😀', "ñame", größe FROM 表;
SELECT 2 ;
SELECT   3  ;
SELECT	4;
SELECT 5;
 