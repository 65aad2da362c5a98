package dev.trunkline.engine;



