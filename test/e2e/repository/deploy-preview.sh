#!/usr/bin/env bash
exec node app.ts 'deployment of a preview'
