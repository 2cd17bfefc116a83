/** How a script is written, for whoever writes a layout of files. */
@NullMarked
package dev.lifeguard.migrate.layout;

import org.jspecify.annotations.NullMarked;
