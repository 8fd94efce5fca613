export const id = 634;
export const ids = [634];
export const modules = {

/***/ 7253:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   beginProject: () => (/* binding */ beginProject),
/* harmony export */   listSettled: () => (/* binding */ listSettled)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _model_base_url_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1424);
/* harmony import */ var _model_client_key_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3972);
/* harmony import */ var _model_desired_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6949);
/* harmony import */ var _model_drift_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(338);
/* harmony import */ var _model_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7978);
/* harmony import */ var _sentry_create_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5931);
/* harmony import */ var _sentry_listing_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9079);
/* harmony import */ var _change_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6510);
/* harmony import */ var _obtain_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5597);
/* harmony import */ var _timing_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3044);











/**
 * Creates the project that a look found missing. If Sentry's answer confirms that this run created it, the `Default`
 * key that comes with it becomes the desired key. Otherwise the project might be another run's, so a key is created
 * beside `Default`.
 *
 * @returns whether `run.progress` has the key; if not, look at the keys of the project
 * @throws {Failure} when Sentry refuses, when time runs out, or when the project cannot be seen; `run.progress` shows
 *   whether the project or the key might exist
 */
async function beginProject(newProject, run) {
    const { progress } = run;
    const conflict = await createOrFindProject(newProject, run);
    const { keys } = await listNewProject(conflict, run);
    const own = conflict === undefined ? keys.find(isDefault) : undefined;
    if (own === undefined)
        return false;
    progress.keyCreated = 'yes';
    progress.key = own;
    progress.plan = (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .simplePlan */ .s5)('create', progress.plan?.settings);
    await takeOver(own, run);
    return true;
}
/** @returns `undefined` if Sentry's answer confirms that this run created the project; otherwise the reason, if any */
async function createOrFindProject(newProject, run) {
    const { session, progress } = run;
    for (let attempt = 1;; attempt++) {
        const before = progress.projectCreated;
        progress.projectCreated = 'maybe';
        const answer = await (0,_sentry_create_js__WEBPACK_IMPORTED_MODULE_4__/* .createProject */ .g)(session, newProject).catch((error) => {
            progress.projectCreated = before;
            throw error;
        });
        if ('conflict' in answer) {
            progress.projectCreated = before;
            return answer.conflict;
        }
        if ('created' in answer) {
            progress.projectCreated = 'yes';
            session.log.info(`Created the project ${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_9__/* .projectOf */ .v8)(session)}.`);
            return undefined;
        }
        const next = 'checking whether the project exists';
        const { unconfirmed, result } = answer;
        if (!(await session.client.wait(result, attempt, next)))
            throw unconfirmed;
        if ((await listIfThere(session)) !== undefined)
            return '';
    }
}
/** Lists the `Default` keys; `undefined` if Sentry does not find the project. */
async function listIfThere(session) {
    try {
        return await (0,_sentry_listing_js__WEBPACK_IMPORTED_MODULE_5__/* .listKeys */ .TH)(session, (name) => name === _model_client_key_js__WEBPACK_IMPORTED_MODULE_10__/* .DEFAULT_KEY */ .u);
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .NoProject */ .zC)
            return undefined;
        throw error;
    }
}
/**
 * Lists the keys of a project that was just created or might exist. Retries, because Sentry might not find it at first.
 */
async function listNewProject(conflict, { session }) {
    const since = session.clock.now();
    for (;;) {
        const listing = await listIfThere(session);
        if (listing !== undefined)
            return listing;
        const isLate = session.clock.now() - since >= _timing_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_SETTLED_MS */ .hE;
        if (!isLate && (await session.client.pause(_timing_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_LOOK_INTERVAL_MS */ .H$)))
            continue;
        const project = (0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_9__/* .projectOf */ .v8)(session);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(conflict === undefined
            ? `Sentry does not find the new project ${project} yet (404). Run the job again.`
            : `Sentry did not create the project ${session.project}${conflict}, and this token sees no project ${project} ` +
                '(404). The project may belong to another team, or be about to be deleted. Use another project, or give ' +
                `the token access to this one.${(0,_model_base_url_js__WEBPACK_IMPORTED_MODULE_9__/* .isHosted */ .OZ)(session.baseUrl) ? '' : " If it does not exist, the server's log has the reason."}`);
    }
}
function isDefault({ name, isActive }) {
    return name === _model_client_key_js__WEBPACK_IMPORTED_MODULE_10__/* .DEFAULT_KEY */ .u && isActive;
}
/** Gives the key that Sentry created with the project its desired name and settings. */
async function takeOver(own, run) {
    const { desired, progress } = run;
    const { settings = {} } = progress.plan ?? {};
    const name = (0,_model_desired_key_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOfNew */ .Jt)(desired);
    const patch = (0,_model_drift_js__WEBPACK_IMPORTED_MODULE_2__/* .patchFor */ .Qp)((0,_model_drift_js__WEBPACK_IMPORTED_MODULE_2__/* .driftOf */ .$p)(settings, own));
    const isNamed = name === undefined || name === own.name;
    const key = await (0,_change_js__WEBPACK_IMPORTED_MODULE_6__/* .change */ .Zg)(own, isNamed ? patch : { ...patch, name }, run);
    await (0,_obtain_js__WEBPACK_IMPORTED_MODULE_7__/* .withoutDoubt */ .hL)(key, { ...settings, name, useCase: desired.useCase }, run);
}
/**
 * Lists the keys that matter. If there is only a recent `Default` key instead, another run might be about to rename it.
 * The list is then read again, for up to {@link PROJECT_SETTLED_MS}.
 *
 * @throws {Failure} when no time is left, or when Sentry refuses or cannot be reached
 */
async function listSettled({ desired, session }) {
    const since = session.clock.now();
    for (;;) {
        const listing = await (0,_sentry_listing_js__WEBPACK_IMPORTED_MODULE_5__/* .listKeys */ .TH)(session, (name) => (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .isWanted */ .Yu)(desired, name) || name === _model_client_key_js__WEBPACK_IMPORTED_MODULE_10__/* .DEFAULT_KEY */ .u);
        const isThere = (0,_model_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .candidates */ .Xi)(desired, listing.keys).length > 0;
        const isUnsettled = listing.keys.some((key) => isDefault(key) && (0,_timing_js__WEBPACK_IMPORTED_MODULE_8__/* .isRecent */ .Kb)(key, listing, _timing_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_SETTLED_MS */ .hE));
        if (isThere || !isUnsettled || session.clock.now() - since >= _timing_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_SETTLED_MS */ .hE)
            return listing;
        await (0,_timing_js__WEBPACK_IMPORTED_MODULE_8__/* .pauseBeforeLook */ .bz)(session, _timing_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_LOOK_INTERVAL_MS */ .H$);
    }
}


/***/ })

};
