/** The values that runs make of what the package above it shows. */
@NullMarked
package dev.lifeguard.migrate.report.told;

import org.jspecify.annotations.NullMarked;
