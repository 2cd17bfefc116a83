@echo off
rem lifeguard-migrate @VERSION@ for Windows: finds a Java of at least 21 and runs it.
setlocal DisableDelayedExpansion
set "home=%~dp0.."
set "java=%home%\runtime\bin\java.exe"
if exist "%java%" goto run
if not defined JAVA_HOME goto path
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto check
echo lifeguard-migrate: JAVA_HOME is "%JAVA_HOME%", where there is no bin\java.exe. Set it to a JDK or JRE of at least 21, or unset it, and the java on the PATH is taken.>&2
exit /b 2

:path
set "java="
for %%J in (java.exe) do set "java=%%~$PATH:J"
if defined java goto check
echo lifeguard-migrate: There is no java: JAVA_HOME is not set, and there is none on the PATH. Install a JDK or JRE of at least 21 (a JDK for migrations in Java).>&2
exit /b 2

:check
set "version=0"
for /f "tokens=3" %%V in ('""%java%" -version 2^>^&1" ^| findstr /c:" version "') do set "version=%%~V"
for /f "delims=.-+" %%V in ("%version%") do set "version=%%V"
if %version% geq 21 goto run
echo lifeguard-migrate: "%java%" is of version %version%. It has to be at least 21: install a newer one and set JAVA_HOME to it.>&2
exit /b 2

:run
"%java%" @JVM_OPTIONS@ -cp "%home%\lib\*" dev.lifeguard.migrate.cli.Main %*
exit /b %errorlevel%
