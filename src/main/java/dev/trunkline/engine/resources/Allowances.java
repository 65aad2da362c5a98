package dev.trunkline.engine.resources;

import dev.trunkline.net.Reach;

/**
 * What configs may ask of an engine. Immutable.
 *
 * @param reach where their URLs may lead
 * @param webSearch whether there is somebody to search the web
 */
public record Allowances(Reach reach, boolean webSearch) {}
