/** Files and folders that are not as they should be: a clear error, and nothing changed. */
@NullMarked
package dev.lifeguard.migrate.tests.input;

import org.jspecify.annotations.NullMarked;
