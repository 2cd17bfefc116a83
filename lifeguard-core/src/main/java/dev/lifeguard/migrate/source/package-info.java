/** Where migrations come from: sources, versions, checksums, and the immutable catalog of them. */
@NullMarked
package dev.lifeguard.migrate.source;

import org.jspecify.annotations.NullMarked;
