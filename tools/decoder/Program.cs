return Seamline.Isolation.Worker.WorkerProgram.Run(args);
