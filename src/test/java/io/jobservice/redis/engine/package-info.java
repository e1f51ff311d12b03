/** The queue engine, that is the scripts, against a model of it in plain collections. */
package io.jobservice.redis.engine;
