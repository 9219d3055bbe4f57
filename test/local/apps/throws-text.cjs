'use strict';

throw 'no error at all';
