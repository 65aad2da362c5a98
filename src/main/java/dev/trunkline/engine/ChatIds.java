package dev.trunkline.engine;

/** The names of a chat. Immutable. */
record ChatIds(String chatId, String chatGroupId, String requestId) {}
