/**
 * What happened in chats, over HTTP: chats, chat groups, their events and their sound, which is recorded here too. May
 * import {@code history}, {@code rest}, {@code net} and sound of {@code speech}. Start reading at
 * {@link dev.trunkline.engine.archive.ArchiveRoutes}.
 */
@NullMarked
package dev.trunkline.engine.archive;

import org.jspecify.annotations.NullMarked;
