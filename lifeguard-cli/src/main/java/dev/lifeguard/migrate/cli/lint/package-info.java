/** What lint found, in the forms that other programs read, and which files a branch changed. */
@NullMarked
package dev.lifeguard.migrate.cli.lint;

import org.jspecify.annotations.NullMarked;
