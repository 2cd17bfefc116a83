-- Up migration
SELECT 'C:\'; SET standard_conforming_strings = off; SELECT 'it\'s; x', U&'\';
set local "standard_conforming_strings" to 'ON'; SELECT '\';
SET SESSION standard_conforming_strings = 0; SELECT 'it\'s; x', N'\';', X'\';
RESET standard_conforming_strings; SELECT '\';
SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false); SELECT '\';';
RESET ALL; SELECT '\';
SET Standard_Conforming_Strings TO False; SELECT '\';';
SET search_path = off; SELECT '\';';
SET standard_conforming_strings = DEFAULT; SELECT '\';
SET standard_conforming_strings = off;
-- Down migration
SELECT '\';
