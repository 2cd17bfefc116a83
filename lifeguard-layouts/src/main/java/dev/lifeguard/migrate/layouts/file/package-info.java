/** What layouts ask the content of a file for. */
@NullMarked
package dev.lifeguard.migrate.layouts.file;

import org.jspecify.annotations.NullMarked;
