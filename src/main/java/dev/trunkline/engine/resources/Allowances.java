package dev.trunkline.engine.resources;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.reach.Reach;
import dev.trunkline.speech.Voice;

/**
 * What configs may ask of an engine, and who may heed it. Immutable.
 *
 * @param reach where their URLs may lead
 * @param webSearch whether there is somebody to search the web
 * @param mind who thinks
 * @param voice who speaks
 */
public record Allowances(Reach reach, boolean webSearch, DialogModel mind, Voice voice) {}
