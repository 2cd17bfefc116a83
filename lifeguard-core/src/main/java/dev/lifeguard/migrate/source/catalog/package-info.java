/** Reads sources: names, checksums, Java code, and the immutable catalog of all of it. */
@NullMarked
package dev.lifeguard.migrate.source.catalog;

import org.jspecify.annotations.NullMarked;
