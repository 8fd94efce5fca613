#!/usr/bin/env bash
exec node app.ts deployment
