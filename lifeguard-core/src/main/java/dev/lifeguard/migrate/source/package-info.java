/** Where migrations come from: sources, the layout of their files, and versions. */
@NullMarked
package dev.lifeguard.migrate.source;

import org.jspecify.annotations.NullMarked;
