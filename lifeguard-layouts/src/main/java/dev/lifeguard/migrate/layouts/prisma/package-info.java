/** Prisma Migrate. */
@NullMarked
package dev.lifeguard.migrate.layouts.prisma;

import org.jspecify.annotations.NullMarked;
